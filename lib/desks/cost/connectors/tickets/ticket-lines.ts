import { containerProposals } from '@/lib/desks/cost/plan/candidates/container-candidates'
import { Fault } from '@/lib/kernel/errors'
import type { Evidence } from '@/schemas/evidence/evidence'
import { WasteFindings } from '@/schemas/evidence/waste'
import { type ChangeText, changeText } from '../../actions/change-text'
import { kubectlText } from '../../actions/kubectl-text'

// A ticket is read by a person: more commands than this belong into several.
const MOST_CHANGES = 10

/** The exact changes that a person is asked to make where a sweep found what no template may touch: why, the commands, and how they are taken back. */
export function proposalLines(evidence: readonly Evidence[]): string[] {
  const changes = evidence
    .filter((e) => e.kind === 'cost.waste_findings')
    .flatMap((e) => {
      const { account_id, region_id, findings } = WasteFindings.parse(e.body)
      return findings
        .filter((f) => f.type === 'idle_load_balancer')
        .map((f) => ({ account_id, region_id, load_balancer_arn: f.resource_id, name: f.resource_id.split('/').at(-2) ?? f.resource_id }))
    })
  const containers = containerProposals({ evidence, currency: 'USD', region_id: '' }).flatMap((c) => c.params.targets.flatMap((t) => kubectlText(t) ?? []))
  return [...changes.slice(0, MOST_CHANGES).flatMap(withoutFaults), ...containers.slice(0, MOST_CHANGES)].flatMap((text) => [
    `${text.title}.`,
    `Before you start: ${text.before_you_start.join('; ')}.`,
    ...text.commands,
    `To take it back: ${text.undo.join('; ')}.`,
  ])
}

function withoutFaults(params: unknown): ChangeText[] {
  try {
    return [changeText('elb_delete_idle', params)]
  } catch (error) {
    // An id that does not belong into a command line stays out of the ticket.
    if (error instanceof Fault && error.code === 'validation_failed') return []
    throw error
  }
}
