/** One answer to the same question, however often it is asked. One that failed is not kept. */
export function once<Q, T>(ask: (question: Q) => Promise<T>): (question: Q) => Promise<T> {
  const asked = new Map<string, Promise<T>>()
  return (question) => {
    const key = JSON.stringify(question)
    const known = asked.get(key) ?? ask(question)
    asked.set(key, known)
    known.catch(() => asked.delete(key))
    return known
  }
}
