// Options that several commands take, as `parseArgs` reads them. `option-words.ts` says what they mean.
export const TEXT = { type: 'string' } as const
export const FLAG = { type: 'boolean', default: false } as const

/** Of a command about what one tenant has. */
export const IN_TENANT = { json: FLAG, tenant: TEXT } as const
/** Of a command that somebody gives: who it is, and why. */
export const AS_PERSON = { ...IN_TENANT, as: TEXT, reason: { type: 'string', default: '' } } as const
