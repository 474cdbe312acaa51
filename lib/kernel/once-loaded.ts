// Next reloads modules in development; what was loaded survives that.
const shared = globalThis as unknown as { countersign_loaded?: Map<string, Promise<unknown>> }

/** What `load` gives, once a process and name. A load that failed is forgotten: whoever asks next tries again. */
export const onceLoaded =
  <T>(name: string, load: () => Promise<T>): (() => Promise<T>) =>
  () => {
    shared.countersign_loaded ??= new Map()
    const loaded = shared.countersign_loaded
    const known = loaded.get(name) as Promise<T> | undefined // safe: one name is loaded by one function
    if (known !== undefined) return known
    const loading = load()
    loaded.set(name, loading)
    loading.catch(() => loaded.delete(name))
    return loading
  }
