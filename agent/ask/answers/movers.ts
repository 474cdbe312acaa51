import { aboutFacts } from '@/agent/ask/about-facts'
import type { Answer, AskWith } from '@/agent/ask/answer-shape'
import { coverageAnswer } from '@/agent/ask/answers/coverage'
import { noBill, nothingThere, noticeAnswer } from '@/agent/ask/answers/missing'
import { drawMovers } from '@/agent/ask/answers/mover-card'
import { byChange, type Compared, compare, costIn, isAsked } from '@/agent/ask/answers/mover-rows'
import { withNamedPlaces } from '@/agent/ask/answers/named-places'
import { withQuietDays } from '@/agent/ask/answers/quiet-days'
import { filterOf } from '@/agent/ask/bill-query'
import { windowOf } from '@/agent/ask/bill-window'
import { say } from '@/agent/narration/say'
import { compareDecimal } from '@/lib/kernel/money'
import { dayOf } from '@/lib/kernel/time'
import type { FrameOf } from '@/schemas/frame'
import type { Component } from '@/schemas/intent'

/** Two periods side by side as mean days, so that periods of different length can be compared. Movers are ranked by change, a comparison by size. */
export async function movers(frame: Compared, ask: AskWith): Promise<Answer> {
  const cover = await ask.warehouse.cover()
  if (cover === null) return noBill(frame, ask)
  const today = dayOf(ask.now)
  const windows = { after: windowOf(frame.period, cover, today), before: windowOf(frame.baseline, cover, today) }
  const empty = [windows.after, windows.before].find((w) => w.days.length === 0)
  if (empty !== undefined) return nothingThere(frame, ask, cover, empty)
  if (frame.measure === 'coverage') return coverageAnswer(frame, ask, cover, windows)
  const filter = filterOf(frame)
  const [now_groups, then_groups] = await Promise.all([
    ask.warehouse.groups(filter, frame.group_by, windows.after),
    ask.warehouse.groups(filter, frame.group_by, windows.before),
  ])
  if (now_groups.length === 0 && then_groups.length === 0) return nothingThere(frame, ask, cover, windows.after)
  const column = frame.measure === 'list' ? 'list_cost' : 'effective_cost'
  const [quiet_after, quiet_before] = await Promise.all([withQuietDays(windows.after, frame, ask), withQuietDays(windows.before, frame, ask)])
  const [now, then] = await Promise.all([withNamedPlaces(now_groups, frame, ask, quiet_after), withNamedPlaces(then_groups, frame, ask, quiet_before)])
  const { window: after } = now
  const { window: before } = then
  const rows = compare(now.groups.map(costIn(column)), then.groups.map(costIn(column)), after.days.length, before.days.length).filter(
    ({ key }) => !now.unknown.includes(key) && !then.unknown.includes(key),
  )
  const ranked =
    frame.frame === 'top_movers'
      ? rows.filter((r) => r.change !== '0' && isAsked(frame, r)).toSorted(byChange)
      : rows.toSorted((a, b) => compareDecimal(b.after, a.after))
  const [unknown] = [now, then].flatMap(({ unknown, window }) => (unknown.length === 0 ? [] : window.notices.slice(-1)))
  if (frame.frame === 'top_movers' && ranked.length === 0) return nothingMoved(frame, ask, unknown)
  return drawMovers(frame, ask, cover, { after, before }, rows, ranked)
}

function nothingMoved(frame: FrameOf<'top_movers'>, ask: AskWith, unknown: Component | undefined): Answer {
  const facts = aboutFacts(frame, ask.gazetteer)
  const answer = noticeAnswer(
    frame,
    ask,
    {
      tone: 'info',
      title: 'Nothing moved that way',
      text:
        unknown === undefined
          ? 'The bill has both periods, and no group of them changed as asked.'
          : 'No group that is known in both periods changed as asked.',
      remedy: 'Ask without the threshold, or for all changes.',
    },
    ['What changed most?', 'What needs attention?'],
    unknown === undefined ? [] : [unknown],
  )
  return { ...answer, sentence: say('Nothing in {scope} changed that way, {period} against {baseline}.', facts) }
}
