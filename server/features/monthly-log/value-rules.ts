/** A number as people read it; what was not recorded is not nought. */
export const valueWords = (value: number | null): string => value === null ? 'Not recorded' : String(value)
