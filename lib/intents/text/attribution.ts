import { factText, type TextContext } from '@/lib/intents/text/context'
import { columns, indent, wrap } from '@/lib/intents/text/layout'
import type { ComponentOf } from '@/schemas/intent'

/** From the expected day to the actual one, and where the change sits. */
export function drawAttribution(part: ComponentOf<'attribution.waterfall'>, ctx: TextContext): string[] {
  const steps = [part.from, ...part.steps, ...part.remainder, part.to].map((s) => [s.label, factText(s.fact, ctx)])
  const slices = part.slices.map((s) => [s.place, factText(s.factor, ctx), factText(s.change, ctx), factText(s.share, ctx)])
  const where = [['Where', 'Factor', 'Change', 'Share'], ...slices, ['Outside these', '', factText(part.outside, ctx), '']]
  return [
    part.title,
    ...wrap(part.subtitle),
    ...indent(columns(steps, ['start', 'end'])),
    ...(slices.length === 0
      ? wrap('Where it sits is not known: no slice of account, service, region, usage type and team explains it with one factor.', '  ')
      : indent(['Where the change sits', ...columns(where, ['start', 'end', 'end', 'end'])])),
    ...(part.more === null ? [] : [`  ${part.more}`]),
  ]
}
