import type { CardProps } from '@/components/cards/card'
import { NARROW, WIDE } from '@/components/cards/evidence/frame'
import { Figure } from '@/components/cards/figure'
import { Waterfall, type WaterfallStep } from '@/components/charts/waterfall'
import { CardHeader } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { Table, Td, Th } from '@/components/ui/table'

type Part = CardProps<'attribution.waterfall'>['part']

/** Every dollar between the expected and the actual day, then the places that carry it. */
export function AttributionCard({ part, intent }: CardProps<'attribution.waterfall'>) {
  const drawn = (s: Part['from'], tone: WaterfallStep['tone']): WaterfallStep => ({
    label: s.label,
    amount: s.amount,
    tone,
    figure: (
      <>
        {tone === 'rise' && !/^[+−-]/.test(intent.facts[s.fact]?.text ?? '+') ? '+' : ''}
        <Figure id={s.fact} intent={intent} is_bare />
      </>
    ),
  })
  const steps = [
    drawn(part.from, 'total'),
    ...part.steps.map((s) => drawn(s, s.amount.startsWith('-') ? 'fall' : 'rise')),
    ...part.remainder.map((s) => drawn(s, 'remainder')),
    drawn(part.to, 'total'),
  ]
  return (
    <div>
      <CardHeader title={part.title} subtitle={part.subtitle} />
      <Waterfall steps={steps} currency={part.currency} className="mt-3" />
      <h4 className="mt-5 text-muted text-small">Where the change is</h4>
      <Table label="where the change is">
        <thead>
          <tr>
            <Th>Place</Th>
            <Th className={cn('text-right', WIDE)}>Factor</Th>
            <Th className="text-right">Change per day</Th>
            <Th className={cn('text-right', WIDE)}>Share</Th>
          </tr>
        </thead>
        <tbody>
          {part.slices.length === 0 ? (
            <tr>
              <Td colSpan={4} className="text-muted">
                not known: no account, service, region, usage type or team stands out
              </Td>
            </tr>
          ) : null}
          {part.slices.map((s) => (
            <tr key={s.change}>
              <Td className="wrap-anywhere min-w-20 max-w-80">{s.place}</Td>
              <Td className={cn('text-right', WIDE)}>
                <Figure id={s.factor} intent={intent} is_bare />
              </Td>
              <Td className="text-right">
                <Figure id={s.change} intent={intent} is_bare />
                <span className={cn('block text-muted text-small', NARROW)}>
                  factor <Figure id={s.factor} intent={intent} is_bare />
                </span>
                <span className={cn('block text-muted text-small', NARROW)}>
                  share <Figure id={s.share} intent={intent} is_bare />
                </span>
              </Td>
              <Td className={cn('text-right', WIDE)}>
                <Figure id={s.share} intent={intent} is_bare />
              </Td>
            </tr>
          ))}
          <tr className="text-muted">
            <Td>Everywhere else</Td>
            <Td className={WIDE} />
            <Td className="text-right">
              <Figure id={part.outside} intent={intent} is_bare />
            </Td>
            <Td className={WIDE} />
          </tr>
        </tbody>
      </Table>
      {part.more ? <p className="mt-2 text-muted text-small">{part.more}</p> : null}
    </div>
  )
}
