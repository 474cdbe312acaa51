import type { Place } from '../connectors/cloud/call'

/** Asks for states by the name that targets and states share, and gives each to the ARN of its target. A state that nobody asked for is left out. */
export async function readBy<K extends string, T extends { arn: string } & Record<K, string>, S extends Record<K, string>>(
  key: K,
  targets: readonly T[],
  place: Place,
  ask: (place: Place, names: string[]) => Promise<readonly S[]>,
): Promise<Map<string, S>> {
  const nameOf = (one: Record<K, string>): string => one[key]
  const found = await ask(place, targets.map(nameOf))
  return new Map(found.flatMap((state) => targets.filter((t) => nameOf(t) === nameOf(state)).map((t) => [t.arn, state] as const)))
}
