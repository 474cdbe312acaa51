import type { CardProps } from '@/components/cards/card'
import { PlanAction } from '@/components/cards/plan-action'
import { Strip } from '@/components/cards/strip'
import { Fold } from '@/components/ui/fold'

/** Plans of more actions are a list of them first: what each does and saves is read before how. */
const WHOLE_ACTIONS = 3

/** Exactly what a signature covers: each action with its targets, bounds, dry run, snapshot and way back; and what was looked at and not proposed. */
export function PlanCard({ part, intent }: CardProps<'plan.card'>) {
  return (
    <div className="space-y-5">
      {part.strip.length > 0 ? <Strip slots={part.strip} now={intent.server_now} /> : null}
      {part.actions.map((action, i) => (
        <PlanAction
          key={action.action_id}
          action={action}
          intent={intent}
          nth={part.actions.length > 1 ? i + 1 : null}
          is_folded={part.actions.length > WHOLE_ACTIONS}
        />
      ))}
      {part.no_action.length > 0 ? (
        <div>
          <h4 className="text-table font-strong">Nothing is proposed</h4>
          {part.no_action.map((reason) => (
            <p key={reason} className="text-pretty text-muted text-table">
              {reason}
            </p>
          ))}
        </div>
      ) : null}
      {part.rejected.length > 0 ? (
        <div className="border-t pt-2">
          <Fold label={`Considered, not proposed (${part.rejected.length})`}>
            <ul className="ruled mt-2">
              {part.rejected.map((r) => (
                <li key={r.title + r.because} className="py-2">
                  <p className="font-strong">{r.title}</p>
                  <p className="text-muted">{r.because}</p>
                  {r.would_allow ? <p>Would be possible if {r.would_allow}</p> : null}
                </li>
              ))}
            </ul>
          </Fold>
        </div>
      ) : null}
      <p className="text-muted text-small">
        Plan <span className="break-all font-mono">{part.plan_hash.slice(0, 16)}</span>:{' '}
        {part.actions.length > 0 ? 'a signature covers exactly this version.' : 'it changes nothing, so no approval is needed.'}
      </p>
    </div>
  )
}
