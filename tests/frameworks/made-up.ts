import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const real = path.join(import.meta.dirname, '../../frameworks')
/** The text of a framework file of the repository. */
export const realText = (file: string): string => readFileSync(path.join(real, file), 'utf8')

/** Write framework files into a folder. A function changes the real file's text; it must find something to change. */
export function writeFrameworks (folder: string, files: Record<string, string | ((real: string) => string)>): string {
  for (const [file, content] of Object.entries(files)) {
    const written = typeof content === 'string' ? content : content(realText(file))
    if (typeof content !== 'string' && content !== asItIs && written === realText(file)) throw new Error(`nothing changed in ${file}`)
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), written)
  }
  return folder
}

export const asItIs = (real: string): string => real

/** A successor in the style of newer frameworks: four levels, names without numbers, illustrations at two levels. All invented. */
export const successor = `
id: hgios5
version: "1"
kind: self-evaluation
title: A successor, made up for a test
short_title: Successor
publisher: Nobody
year: 2027
source: Made up
licence: None needed
attribution: Made up for a test
status: Does not exist
scale:
  name: Four levels
  levels:
    - { value: 4, label: leading }
    - { value: 3, label: secure }
    - { value: 2, label: developing }
    - { value: 1, label: beginning }
core: ["improving-together", "support"]
previous: { id: hgios4, version: "1" }
renamed: { "1.1": "improving-together", "2.4": "support", "1": "leading" }
items:
  - { code: "leading", type: category, title: Leading, rated: false }
  - code: "improving-together"
    type: indicator
    parent: "leading"
    title: Improving together
    rated: true
    descriptor: What it is about
    features: [A feature]
    challenge_questions: [Is it so?]
    illustrations:
      - { level: 4, text: How leading looks }
      - { level: 2, text: How developing looks }
  - { code: "shared-data", type: theme, parent: "improving-together", title: Shared data, rated: false, descriptor: About data }
  - code: "support"
    type: indicator
    title: Support
    rated: true
    comparable: false
    why_not_comparable: It now covers early years too
`
