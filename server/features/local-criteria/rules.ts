/** The two kinds of what an authority adds: what it expects to see, and what it asks. */
export const kinds = { feature: { name: 'Feature', means: 'What we expect to see here' }, prompt: { name: 'Prompt', means: 'A question that helps to think' } } as const

/** 'L3 Every school knows its link worker', with the layer's own number. */
export const criterionWords = ({ number, text }: { number: number, text: string }): string => `L${number} ${text}`
