import neostandard from 'neostandard'

export default [
  ...neostandard({ ts: true }),
  { rules: { 'no-redeclare': 'off', '@typescript-eslint/no-redeclare': 'off' } }
]
