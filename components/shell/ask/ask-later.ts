'use client'

const EVENT = 'countersign.ask'
const waiting: string[] = []

/** A question from outside the conversation. It waits until the panel is there to ask it, and until those before it are answered. */
export function askLater(question: string): void {
  waiting.push(question)
  dispatchEvent(new Event(EVENT))
}

/** The question that waits longest, once. Whoever takes it asks it at once: while another one is answered it is left here. */
export function takeQuestion(): string | null {
  return waiting.shift() ?? null
}

export function onQuestion(listener: () => void): () => void {
  addEventListener(EVENT, listener)
  return () => removeEventListener(EVENT, listener)
}
