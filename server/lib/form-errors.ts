/** Messages of a form: in order for the summary, by field for the boxes. `href` is the field's id with a #. */
export interface FormErrors { list: { href: string, text: string }[], byField: Record<string, string> }
