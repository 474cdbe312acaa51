import { addHours } from '@/lib/kernel/time'
import { findGuardTag } from '@/lib/policy/guard-tag'
import { failed, type TargetCheck, unknown } from './judge-targets'

type Tagged = { state: { tags: Record<string, string> } }
type Context = { now: string }
const YOUNGEST_HOURS = 24

export const notGuarded: TargetCheck<Tagged, Context> = {
  id: 'guard_tag',
  passed: 'no target carries a tag that protects it',
  remedy: 'the owner removes the protecting tag',
  judge({ state }) {
    const tag = findGuardTag(state.tags)
    return tag === undefined ? null : failed(`protected by ${tag}`)
  },
}

export const aDayOld: TargetCheck<{ state: { created_at: string } }, Context> = {
  id: 'older_than_24_h',
  passed: `every target was created more than ${YOUNGEST_HOURS} h ago`,
  remedy: 'wait until it is a day old',
  judge: ({ state }, { now }) =>
    addHours(state.created_at, YOUNGEST_HOURS) <= now ? null : failed(`created at ${state.created_at}, less than ${YOUNGEST_HOURS} h ago`),
}

/** A check that one condition holds on a state. `null` from the condition means that it is not known, which blocks. */
export function holds<J>(
  id: string,
  words: { passed: string; remedy: string },
  condition: (j: J, now: string) => boolean | null,
  because: (j: J) => string,
): TargetCheck<J, Context> {
  return {
    id,
    ...words,
    judge(j, { now }) {
      const is_so = condition(j, now)
      return is_so === true ? null : is_so === null ? unknown(`not known: ${because(j)}`) : failed(because(j))
    },
  }
}

export const notShared = holds<{ state: { is_shared: boolean } }>(
  'not_shared',
  { passed: 'no target is shared', remedy: 'end the sharing first' },
  ({ state }) => !state.is_shared,
  () => 'is shared with other accounts',
)
