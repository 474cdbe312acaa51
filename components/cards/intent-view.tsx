import { ActionBar } from '@/components/cards/action-bar'
import { DropList } from '@/components/cards/drop-list'
import { Part } from '@/components/cards/part'
import { Provenance } from '@/components/cards/provenance'
import { Tag } from '@/components/ui/badge'
import { cn } from '@/components/ui/cn'
import { Unbroken } from '@/components/ui/unbroken'
import { Unchanged } from '@/components/ui/unchanged'
import type { CommandResult } from '@/schemas/command'
import type { ComponentKind, UiIntent } from '@/schemas/intent'

/** These say what they are themselves; a second heading above them would repeat it. */
const SELF_TITLED: ReadonlySet<string> = new Set<ComponentKind>([
  'headline',
  'fact_grid',
  'notice',
  'table',
  'timeseries',
  'waterfall',
  'bars',
  'anomaly.card',
  'approval.card',
  'snapshot.diff',
  'verification.board',
  'timeline',
  'attribution.waterfall',
  'evidence.commitment',
  'evidence.credits_fees',
  'evidence.marketplace',
  'evidence.data_transfer',
  'evidence.k8s_shift',
  'evidence.deploy',
  'evidence.usage_growth',
  'evidence.waste',
  'evidence.mixed',
  'evidence.missing',
  'heatmap',
  'kv_diff',
  'json_diff',
  'text_diff',
  'form',
  'skeleton',
  'citations',
  'links',
  'unsupported',
  'veto.card',
  'rollback.card',
  'plan.editor',
  'audit.timeline',
  'audit.proof',
  'savings.ledger',
  'system.health',
])

const LIFECYCLE: Record<UiIntent['lifecycle'], string | null> = {
  live: null,
  superseded: 'Replaced by a newer version',
  decided: 'Decided',
  expired: 'Expired',
  withdrawn: 'Withdrawn',
}

/** An approval says itself how it ended, and a board how it was decided: a label of its own would stand alone above it. */
const SAYS_ITS_END: ReadonlySet<string> = new Set([...Object.keys(LIFECYCLE).map((ended) => `approval.card ${ended}`), 'verification.board decided'])

type Props = {
  intent: UiIntent
  onCommand?: ((result: CommandResult) => void) | undefined
  className?: string
  are_actions_elsewhere?: boolean
  id?: string
  kept_by?: string
}

/** An intent as a card: its components by kind, its actions on the right, where it came from on the left. With `kept_by`, what it says stays on the screen as it is until that changes. */
export function IntentView({ intent, onCommand, className, are_actions_elsewhere = false, id, kept_by }: Props) {
  // A notice stands above what the card is about and does not name it.
  const about = (intent.components.find((c) => c.kind !== 'notice') ?? intent.components[0])?.kind ?? ''
  const has_heading = !SELF_TITLED.has(about)
  const lifecycle = SAYS_ITS_END.has(`${about} ${intent.lifecycle}`) ? null : LIFECYCLE[intent.lifecycle]
  const body = (
    <div className="space-y-5 p-4 @2xl:p-5">
      {has_heading || lifecycle ? (
        <header className="flex items-start justify-between gap-3">
          {has_heading ? (
            <h3 className="text-pretty text-card font-strong">
              <Unbroken text={intent.title} />
            </h3>
          ) : null}
          {lifecycle ? <Tag>{lifecycle}</Tag> : null}
        </header>
      ) : null}
      {intent.components.map((part, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: components have no identity but their place
        <Part key={i} part={part} intent={intent} onCommand={onCommand} />
      ))}
    </div>
  )
  return (
    <section id={id} aria-label={intent.title} className={cn('panel @container min-w-0', className)}>
      {kept_by === undefined ? body : <Unchanged by={kept_by}>{body}</Unchanged>}
      {are_actions_elsewhere ? null : <DropList intent={intent} onCommand={onCommand} />}
      <footer className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3 border-t px-4 py-2.5 @2xl:px-5">
        <Provenance intent={intent} />
        {are_actions_elsewhere ? null : <ActionBar intent={intent} onCommand={onCommand} className="ml-auto" />}
      </footer>
    </section>
  )
}
