import { AjvCompiler } from '@fastify/ajv-compiler'

const compilerOf = AjvCompiler()

/**
 * Makes what checks a route's input when somebody first sends some. There are hundreds of forms, and compiling them all took a fifth of
 * a start. What is wrong with a schema shows when its route is first asked: the table of roles and routes asks every one.
 */
export const compileWhenAsked: typeof compilerOf = (externalSchemas, options) => {
  const compile = compilerOf(externalSchemas, options)
  return definition => {
    let made: ReturnType<typeof compile> | undefined
    const check = Object.assign((input: unknown) => {
      made ??= compile(definition)
      const isValid = made(input)
      check.errors = made.errors
      return isValid
    }, { errors: null }) as ReturnType<typeof compile>
    return check
  }
}
