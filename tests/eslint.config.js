import neostandard from 'neostandard'

export default [
  ...neostandard({ ts: true }),
  {
    rules: {
      // Columns of a row stand together, and keep their names.
      '@stylistic/object-property-newline': 'off',
      camelcase: 'off',
      // A promise left alone on purpose says so.
      'no-void': 'off',
      // A schema and its type may share a name.
      'no-redeclare': 'off',
      '@typescript-eslint/no-redeclare': 'off'
    }
  }
]
