import type { BaseEvent } from '@ag-ui/client'
import { appendEvents, type RunKey } from './thread-store'

/** Keeps events in the order they came, in batches as large as the last write took time. `onClosed` is told once when the run was closed by somebody else. */
export class EventWriter {
  private readonly key: RunKey
  private readonly onClosed: () => void
  private waiting: BaseEvent[] = []
  private writing: Promise<void> = Promise.resolve()
  private is_scheduled = false
  private failure: unknown

  constructor(key: RunKey, onClosed: () => void) {
    this.key = key
    this.onClosed = onClosed
  }

  write(event: BaseEvent): void {
    this.waiting.push(event)
    if (this.is_scheduled) return
    this.is_scheduled = true
    this.writing = this.writing
      .then(() => this.flush())
      .catch((error: unknown) => {
        this.failure ??= error
      })
  }

  /** Resolves when everything is kept; throws the first error of a write. */
  async done(): Promise<void> {
    await this.writing
    if (this.failure !== undefined) throw this.failure
  }

  private async flush(): Promise<void> {
    this.is_scheduled = false
    const batch = this.waiting
    this.waiting = []
    if (batch.length > 0 && !(await appendEvents(this.key, batch))) this.onClosed()
  }
}
