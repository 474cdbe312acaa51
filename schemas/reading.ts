import { z } from 'zod'
import { Instant } from '@/schemas/time'
import { Frame } from './frame'

/** Something that can be picked instead: `canonical` is a line that runs. */
export const ReadingOption = z.strictObject({ label: z.string(), canonical: z.string() })
export type ReadingOption = z.infer<typeof ReadingOption>

/** One part of "Understood as …". `canonical` is the part of the reading's canonical line that the chip stands for. */
export const ReadingChip = z.strictObject({
  slot: z.string(),
  label: z.string(),
  source: z.enum(['said', 'carried', 'default', 'corrected']),
  canonical: z.string(),
  /** What it could be instead, as whole lines; a part that can only be typed has none. */
  options: z.array(ReadingOption).max(6).optional(),
})
export type ReadingChip = z.infer<typeof ReadingChip>

/**
 * What became of a question. `clarify` asks one thing back; `declined` says what it can do instead. Nothing runs in either. `note` says what was read
 * differently, or that a question changes nothing.
 */
export const Reading = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('answered'),
    frame: Frame,
    canonical: z.string(),
    chips: z.array(ReadingChip),
    score: z.number(),
    note: z.string().nullable(),
    /** Who compiled the words: the grammar, or a model where the grammar was unsure. */
    read_by: z.enum(['grammar', 'model']).default('grammar'),
  }),
  z.strictObject({ outcome: z.literal('clarify'), question: z.string(), options: z.array(ReadingOption) }),
  /** `first` is what comes closest, where that is known; `nearest` are questions as one would type them. */
  z.strictObject({ outcome: z.literal('declined'), because: z.string(), first: ReadingOption.optional(), nearest: z.array(z.string()) }),
])
export type Reading = z.infer<typeof Reading>

/** One question and its answer by reference. `rev` is the revision of the card when it was shown here; the card itself is shown as it is now. */
export const Turn = z.strictObject({
  question: z.string(),
  reading: Reading,
  intents: z.array(z.strictObject({ intent_id: z.string(), rev: z.int().nonnegative() })),
  suggestions: z.array(z.string()),
})
export type Turn = z.infer<typeof Turn>

/** What the next question of a thread may lean on. `at` is on the tenant's clock. */
export const ThreadContext = z.strictObject({
  /** The last answered frame; null while nothing was answered. */
  frame: Frame.nullable(),
  listed: z.array(z.string()),
  at: Instant,
  /** Frames before the last one, newest last: what "back" returns to. */
  trail: z.array(Frame).max(10).default([]),
  /** Choices of the question that was asked back and not answered yet. */
  offered: z.array(ReadingOption).max(10).default([]),
})
export type ThreadContext = z.infer<typeof ThreadContext>

/** Why a run did not finish, for the transcript. */
export const RunFailure = z.strictObject({ code: z.string(), message: z.string() })
export type RunFailure = z.infer<typeof RunFailure>
