import { enableCompileCache } from 'node:module'
import { ConfigError, loadConfig, prepareDataFolder } from './config.ts'
import { commands } from './cli/index.ts'
import { Usage } from './cli/command.ts'

/** node server/main.ts <command>. Ends with 0 when done, 1 when something failed, 2 when the words were wrong. */
async function main ([name = 'serve', ...words]: string[]): Promise<number> {
  if (name === '--help' || name === 'help') return print(overview())
  const load = commands[name]
  if (!load) throw new Usage(`There is no command "${name}".\n\n${overview()}`)
  const command = (await load()).default
  if (words.includes('--help')) return print(`npm run toolkit -- ${command.usage}\n\n${command.summary}`)
  try {
    const config = loadConfig(process.env)
    prepareDataFolder(config)
    return await command.run(words, config)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (error instanceof Usage || code?.startsWith('ERR_PARSE_ARGS')) throw new Usage(`${(error as Error).message}\n\nUsage: npm run toolkit -- ${command.usage}`)
    throw error
  }
}

function print (text: string): number {
  process.stdout.write(`${text}\n`)
  return 0
}

const overview = (): string => `npm run toolkit -- <command>\n\n${Object.keys(commands).map(name => `  ${name}`).join('\n')}\n\nEach has --help.`

// What a command loads is compiled once for all runs, in the temporary folder of the machine.
enableCompileCache()
try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  const expected = error instanceof Usage || error instanceof ConfigError || process.env.LOG_LEVEL !== 'debug'
  process.stderr.write(`${expected ? (error as Error).message : (error as Error).stack}\n`)
  process.exitCode = error instanceof Usage || error instanceof ConfigError ? 2 : 1
}
