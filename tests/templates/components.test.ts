import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import Handlebars from 'handlebars'
import t from 'tap'
import { registerHelpers } from '../../server/web/components.ts'

/** Options of the package's macros that our partials do not take, because no page of ours needs them. A fixture that uses one is passed over. */
const notTaken: Record<string, string[]> = {
  every: ['html', 'titleHtml', 'descriptionHtml', 'summaryHtml', 'legendHtml', 'rowHtml', 'slots', 'formGroup.beforeInput', 'formGroup.afterInput', 'formGroup.beforeInputs', 'formGroup.afterInputs', 'i18n', 'visuallyHiddenText', 'hint.html', 'describedBy'],
  'character-count': ['countType', 'textareaDescriptionText', 'charactersUnderLimitText', 'wordsUnderLimitText', 'charactersAtLimitText', 'wordsAtLimitText', 'charactersOverLimitText', 'wordsOverLimitText', 'countMessage'],
  'date-input': ['day', 'month', 'year', 'values', 'error'],
  'error-summary': ['disableAutoFocus'],
  'file-upload': ['javascript', 'multiple', 'value'],
  input: ['inputWrapper', 'prefix.classes', 'prefix.attributes', 'suffix.classes', 'suffix.attributes'],
  'notification-banner': ['titleHeadingLevel', 'disableAutoFocus'],
  pagination: [],
  'password-input': ['showPasswordText', 'hidePasswordText', 'showPasswordAriaLabelText'],
  'service-navigation': ['serviceName', 'serviceUrl', 'navigationId', 'menuButtonText', 'menuButtonLabel', 'collapseNavigationOnMobile', 'ariaLabel', 'attributes', 'navigationClasses', 'active'],
  'summary-list': ['card'],
  'warning-text': []
}
/** Single fixtures that are not about something we print, with the reason. */
const passedOver: Record<string, Record<string, string>> = {
  button: { 'don\'t prevent double click': 'our buttons always prevent it, or say nothing' },
  label: { empty: 'a label always has text' },
  'character-count': { 'to configure in JavaScript': 'a count always has an end', 'with neither maxlength nor maxwords set': 'a count always has an end', 'with neither maxlength, maxwords nor textarea description set': 'a count always has an end' },
  pagination: {
    'with prev and next only': 'our lists have page numbers',
    'with prev and next only and labels': 'our lists have page numbers',
    'with prev and next only and very long labels': 'our lists have page numbers',
    'with prev and next only in a different language': 'our lists have page numbers',
    'with previous only': 'our lists have page numbers',
    'with next only': 'our lists have page numbers',
    'with empty items': 'no item of a list is empty'
  },
  select: { 'with falsy values': 'values are text' },
  'service-navigation': { 'with navigation having empty values': 'no item is empty', 'with navigation having only empty values': 'no item is empty', 'with navigation being an empty array': 'the layout leaves it out' },
  'warning-text': { 'icon fallback text only': 'a warning always has text' }
}

/** Widths and error marks of the three boxes are said by fields.ts, so only fixtures that give them are ours. */
const dateInputs = ['with items', 'day and month (using items)', 'month and year (using items)', 'with autocomplete values', 'with input attributes']

const components = ['button', 'error-summary', 'error-message', 'hint', 'label', 'input', 'textarea', 'character-count', 'password-input', 'radios', 'checkboxes', 'select',
  'date-input', 'file-upload', 'inset-text', 'warning-text', 'notification-banner', 'tag', 'table', 'summary-list', 'task-list', 'breadcrumbs', 'back-link', 'skip-link', 'pagination', 'details', 'service-navigation']

const root = path.join(import.meta.dirname, '../..')
const handlebars = Handlebars.create()
registerHelpers(handlebars)
for (const file of globSync(path.join(root, 'templates/partials/*.hbs'))) handlebars.registerPartial(path.basename(file, '.hbs'), readFileSync(file, 'utf8'))

/** The names of all options somewhere in a fixture: 'classes', 'prefix.classes'. */
function optionsIn (value: unknown, parent = ''): string[] {
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, inner]) => /^\d+$/.test(key) ? optionsIn(inner, parent) : [key, ...parent ? [`${parent}.${key}`] : [], ...optionsIn(inner, key)])
}

/** The same markup as one line: white space folded, attributes and class names in order. */
function plain (html: string): string {
  return html
    .replace(/&#x27;|&#39;/g, "'").replace(/&#x3D;/g, '=').replace(/&#x60;/g, '`').replace(/&ctdot;|&hellip;|⋯/g, '…')
    .replace(/<([a-z0-9]+)((?:\s+[^<>"=\s]+(?:="[^"]*")?)*)\s*\/?>/g, (_all, name: string, attributes: string) => {
      const list = (attributes.match(/[^\s"=]+(?:="[^"]*")?/g) ?? []).map(one => one.replace(/^class="([^"]*)"/, (_class, names: string) => `class="${names.trim().split(/\s+/).sort().join(' ')}"`).replace(/="\s*([^"]*?)\s*"/, '="$1"'))
      return `<${[name, ...list.sort()].join(' ')}>`
    })
    .replace(/\s+/g, ' ').replace(/ ?(<\/?[^>]+>) ?/g, '$1').trim()
}

for (const component of components) {
  t.test(`${component} prints what the package prints`, async t => {
    const file = path.join(root, `node_modules/govuk-frontend/dist/govuk/components/${component}/fixtures.json`)
    const { fixtures } = JSON.parse(readFileSync(file, 'utf8')) as { fixtures: { name: string, options: object, html: string }[] }
    const template = handlebars.compile(`{{> ${component} this}}`, { strict: true })
    const refused = new Set([...notTaken.every!, ...notTaken[component] ?? []])
    let proved = 0
    for (const { name, options, html } of fixtures) {
      const isBare = name === 'with no options set' || (component === 'date-input' && !dateInputs.includes(name))
      if (isBare || optionsIn(options).some(option => refused.has(option)) || passedOver[component]?.[name]) continue
      t.equal(plain(template(options)), plain(html), name)
      proved++
    }
    t.ok(proved >= 1, `${proved} of ${fixtures.length} fixtures`)
  })
}

t.test('the comparison can fail', async t => {
  t.not(plain('<p class="a b">One</p>'), plain('<p class="a">One</p>'))
  t.not(plain('<p>One two</p>'), plain('<p>One</p>'))
  t.equal(plain('<p id="x" class="b a"> One </p>'), plain('<p class="a b" id="x">One</p>'))
})
