type Known<K, V> = { get(thing: K): { value: V } | undefined; set(thing: K, found: { value: V }): unknown }

/** What is worked out of a thing: once, for as long as `known` lasts; a WeakMap lasts as long as the thing. For pure work on what nobody changes. */
export function oncePer<K, V>(known: Known<K, V>, work: (thing: K) => V): (thing: K) => V {
  return (thing) => {
    const found = known.get(thing) ?? { value: work(thing) }
    known.set(thing, found)
    return found.value
  }
}
