/** The same parameters with the targets that `keep` lets through; null when none is left. */
export function narrowTargets<P extends { targets: readonly { arn: string }[] }>(p: P, keep: (arn: string) => boolean): P | null {
  const targets = p.targets.filter((t) => keep(t.arn))
  return targets.length === 0 ? null : { ...p, targets }
}
