import type { Execution, Item } from './execution'
import type { RunLog } from './run-log'
import { stateDigest } from './state-digest'

/** Asks every check again and compares the targets with what the dry run saw. Gives what is against carrying the action out, as a sentence, or null; only reads. */
export async function recheck<Port>(x: Execution<Port>, log: RunLog, { action, bound }: Item<Port>): Promise<string | null> {
  const now = await x.now()
  const [checks, captured] = await Promise.all([bound.precheck(x.port, now), bound.capture(x.port, { now, key: 'recheck', mode: 'dry_run' })])
  const open = checks.filter((check) => check.outcome !== 'passed')
  const seen = stateDigest(bound, captured, log.run().diff)
  const trouble =
    open.length > 0
      ? open.map((check) => `${check.id}: ${check.detail}`).join('; ')
      : seen !== action.dry_run.target_state_digest
        ? 'the targets are no longer in the state that the dry run saw'
        : null
  const detail = trouble ?? `${bound.targets.length} of ${bound.targets.length} targets are as the dry run saw them`
  await log.step({ action_id: action.action_id, step: 'recheck', status: trouble === null ? 'done' : 'failed', detail })
  return trouble
}
