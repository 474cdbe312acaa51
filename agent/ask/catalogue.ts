import { z } from 'zod'
import { FRAME_WORDS } from '@/lib/conversation/frame/frame-words'
import type { Gazetteer } from '@/lib/conversation/tag/gazetteer'
import { digest } from '@/lib/kernel/canonical'
import { Frame } from '@/schemas/frame'
import type { CatalogueEntry, NamesDigest } from './port'

// Names that one request may carry: what a tenant spends most on comes first on the bill.
const MOST_NAMES = 80
const MOST_CASES = 30

/** Every view with its slots, as any reader may be told about it. */
export const CATALOGUE: readonly CatalogueEntry[] = Frame.options.map((option) => {
  const frame = option.shape.frame.value
  const { shows, example } = FRAME_WORDS[frame]
  return { frame, shows, example, schema: z.toJSONSchema(option, { io: 'input' }) }
})

/** Changes whenever a view or a slot does. */
export const CATALOGUE_DIGEST = digest(CATALOGUE)

/** The names a reader may use, cut to what one request may carry. */
export const namesDigest = (g: Gazetteer): NamesDigest => ({
  accounts: g.accounts.slice(0, MOST_NAMES),
  services: g.services.slice(0, MOST_NAMES),
  regions: g.regions.slice(0, MOST_NAMES),
  usage_types: g.usage_types.slice(0, MOST_NAMES),
  owners: g.owners.slice(0, MOST_NAMES),
  people: g.people.slice(0, MOST_NAMES),
  cases: g.cases.slice(0, MOST_CASES).map(({ case_id, headline }) => ({ case_id, headline })),
})
