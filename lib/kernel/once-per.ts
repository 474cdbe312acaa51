type Known<K, V> = { get(of: K): { value: V } | undefined; set(of: K, found: { value: V }): unknown }

/** What is worked out of a thing: once, for as long as `known` lasts; a WeakMap lasts as long as the thing. For pure work on what nobody changes. */
export function oncePer<K, V>(known: Known<K, V>, work: (of: K) => V): (of: K) => V {
  return (of) => {
    const found = known.get(of) ?? { value: work(of) }
    known.set(of, found)
    return found.value
  }
}
