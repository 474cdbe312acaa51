import type { CardProps } from '@/components/cards/card'
import { Figure } from '@/components/cards/figure'
import { WhyText } from '@/components/cards/why-text'
import { cn } from '@/components/ui/cn'
import { Fold } from '@/components/ui/fold'
import { Mark } from '@/components/ui/mark'
import { formatPct } from '@/lib/kernel/format'

const OUTCOME = {
  finding: { mark: 'accent', word: 'finding' },
  clear: { mark: 'clear', word: 'clear' },
  unknown: { mark: 'unknown', word: 'not known' },
} as const

/** Why this category: what each rule found, how much of the rise it explains, and how far the verdict is from flipping. */
export function TriageExplainCard({ part, intent }: CardProps<'triage.explain'>) {
  const order = [...part.verdicts].sort((a, b) => Number(b.is_winner) - Number(a.is_winner) || (b.share ?? -1) - (a.share ?? -1))
  const [winner, ...others] = order
  const rest = others.filter((v) => v.outcome !== 'clear')
  const clear = others.filter((v) => v.outcome === 'clear')
  return (
    <div>
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <p className="text-pretty text-body">
          <WhyText text={part.sentence} intents={[intent]} />
        </p>
        <p className="whitespace-nowrap text-muted text-table">
          Confidence <Figure id={part.confidence} intent={intent} className="font-strong text-ink" />
        </p>
      </div>
      <div className="ruled mt-3 border-y">
        {winner ? <Verdict verdict={winner} intent={intent} is_open /> : null}
        {rest.map((v) => (
          <Verdict key={v.rule} verdict={v} intent={intent} is_open={false} />
        ))}
        {clear.length > 0 ? (
          <Fold label={`Ruled out (${clear.length})`}>
            <div className="ruled">
              {clear.map((v) => (
                <Verdict key={v.rule} verdict={v} intent={intent} is_open={false} />
              ))}
            </div>
          </Fold>
        ) : null}
      </div>
      <dl className="mt-4 grid gap-x-8 gap-y-3 text-table @2xl:grid-cols-2">
        <div>
          <dt className="text-muted text-small">What would change it</dt>
          <dd className="text-pretty">{part.flip}</dd>
        </div>
        <div>
          <dt className="text-muted text-small">How the severity was set</dt>
          {part.severity_steps.map((step) => (
            <dd key={step} className="text-pretty">
              {step}
            </dd>
          ))}
        </div>
      </dl>
      {part.earlier ? (
        <Fold label="Compared with the previous rules">
          <p className="text-pretty text-muted">{part.earlier}</p>
        </Fold>
      ) : null}
    </div>
  )
}

type VerdictProps = { verdict: CardProps<'triage.explain'>['part']['verdicts'][number]; intent: CardProps<'triage.explain'>['intent']; is_open: boolean }

function Verdict({ verdict, intent, is_open }: VerdictProps) {
  const look = OUTCOME[verdict.outcome]
  return (
    <details open={is_open} className="group py-2">
      <summary className="phone:min-h-11 grid grid-cols-[1rem_minmax(0,1fr)_auto] items-center gap-x-2.5 text-table @lg:grid-cols-[1rem_minmax(0,1fr)_9rem_5.5rem]">
        <Mark kind={look.mark} />
        <span className="min-w-0 truncate">
          <span className={cn(verdict.is_winner && 'font-strong', verdict.outcome !== 'finding' && 'text-muted')}>{verdict.category}</span>
          <span className="sr-only">: {look.word}</span>
        </span>
        <span
          aria-hidden="true"
          className={cn(
            'hidden h-1.5 overflow-hidden rounded-full @lg:block',
            verdict.outcome === 'unknown' ? 'hatched ring-1 ring-line ring-inset' : 'bg-wash',
          )}
        >
          {verdict.share !== null ? (
            <span
              className={cn('block h-full', verdict.is_winner ? 'bg-accent' : 'bg-faint')}
              style={{ width: `${Math.min(100, Math.max(0, verdict.share * 100))}%` }}
            />
          ) : null}
        </span>
        <span className="text-right text-muted">
          {verdict.share === null ? 'not known' : verdict.share === 0 ? '0 %' : `${formatPct(verdict.share * 100)} of rise`}
        </span>
      </summary>
      <div className="pt-1.5 pl-[1.625rem] text-table">
        {verdict.sentences.map((s) => (
          <p key={s} className="text-pretty text-muted">
            {s}
          </p>
        ))}
        <p className="mt-1 flex flex-wrap items-baseline gap-x-2 text-muted text-small">
          <span className="font-mono">{verdict.rule}</span>
          {verdict.explained ? (
            <span>
              explains <Figure id={verdict.explained} intent={intent} className="text-ink" />
            </span>
          ) : null}
        </p>
      </div>
    </details>
  )
}
