import type { PlanAction } from '@/schemas/action'

/** The conditions that say that nothing runs on what a template changes. Templates that only write a record about something that goes on running need none. */
const PROVEN_BY: Readonly<Record<string, readonly string[]>> = {
  eip_release: ['not_associated'],
  ebs_delete_unattached: ['unattached'],
  snapshot_delete_orphan: ['not_used_by_image'],
  adjust_budget_alarm: [],
  tag_owner: [],
  submit_ad_feedback: [],
}

/**
 * Why a change can hurt nothing that runs, as the conditions of its action say it; null where that cannot be said of its template. It says what was so when the plan was made: that it was still so right
 * before the change is for its run to show.
 */
export function nothingRunsOn({ template, prechecks }: Pick<PlanAction, 'template' | 'prechecks'>): string | null {
  const ids = PROVEN_BY[template]
  if (ids === undefined) return null
  if (ids.length === 0) return 'it is only a record about what runs'
  const held = prechecks.filter((check) => ids.includes(check.id))
  return held.length < ids.length ? null : held.map((check) => check.detail).join('; ')
}
