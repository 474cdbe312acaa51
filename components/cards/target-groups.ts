type Target = { arn: string; label: string; change: string }
type Group = { change: string; place: string; members: { arn: string; label: string; id: string }[] }

/**
 * Targets that are changed alike in one place, in the order of the plan. `place` and a member's `id` put together are its ARN, whole: the place ends with
 * the last `/`, or with the last `:` where there is none.
 */
export function targetGroups(targets: readonly Target[]): Group[] {
  const groups = new Map<string, Group>()
  for (const { arn, label, change } of targets) {
    const cut = (arn.includes('/') ? arn.lastIndexOf('/') : arn.lastIndexOf(':')) + 1
    const place = arn.slice(0, cut)
    const key = `${change}\n${place}`
    const group = groups.get(key) ?? { change, place, members: [] }
    group.members.push({ arn, label, id: arn.slice(cut) })
    groups.set(key, group)
  }
  return [...groups.values()]
}
