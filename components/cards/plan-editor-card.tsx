import type { CardProps } from '@/components/cards/card'
import { LazyPlanEditor } from '@/components/cards/lazy-plan-editor'

/** The parameters of a plan. The card itself is drawn where its page is; only the editor runs in the browser. */
export function PlanEditorCard({ part, intent }: CardProps<'plan.editor'>) {
  const { kind: _kind, ...view } = part
  return <LazyPlanEditor view={{ ...view, now: intent.server_now }} />
}
