import { z } from 'zod'

/** How old one source of data is. `missing` could not be asked; `importing` is on its way. */
export const SourceState = z.enum(['fresh', 'stale', 'missing', 'importing'])
