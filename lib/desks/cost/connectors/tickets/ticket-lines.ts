import { Fault } from '@/lib/kernel/errors'
import type { Evidence } from '@/schemas/evidence/evidence'
import { WasteFindings } from '@/schemas/evidence/waste'
import { changeText } from '../../actions/change-text'

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
  return changes.slice(0, MOST_CHANGES).flatMap((params) => {
    try {
      const { title, before_you_start, commands, undo } = changeText('elb_delete_idle', params)
      return [`${title}.`, `Before you start: ${before_you_start.join('; ')}.`, ...commands, `To take it back: ${undo.join('; ')}.`]
    } catch (error) {
      // An id that does not belong into a command line stays out of the ticket.
      if (error instanceof Fault && error.code === 'validation_failed') return []
      throw error
    }
  })
}
