import { Fault } from '@/lib/kernel/errors'

/** What asking came to. A fault says what happened and, after the colon, what to do. */
export async function told(ask: () => Promise<string>): Promise<{ state: 'answers' | 'failed'; detail: string; remedy: string | null }> {
  try {
    return { state: 'answers', detail: await ask(), remedy: null }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    const [detail = error.message, ...remedy] = error.message.split(': ')
    return { state: 'failed', detail, remedy: remedy.join(': ') || 'look at its settings' }
  }
}
