import { checkFrameworks } from '../features/frameworks/library.ts'
import { say } from './command.ts'
import type { Command } from './command.ts'

const command: Command = {
  summary: 'Check the framework files and the settings. Says everything that is wrong, and ends with 1 if anything is.',
  usage: 'check',
  async run (_words, config) {
    const problems = checkFrameworks(config.FRAMEWORKS_DIR)
    for (const problem of problems) process.stderr.write(`${problem}\n`)
    if (problems.length === 0) say('Frameworks and settings are fine.')
    return problems.length === 0 ? 0 : 1
  }
}

export default command
