/** Prints what is happening, one line a step, with the time each took. On a terminal the line of a running step is rewritten with its progress. */
export type Step = { progress(text: string): void }

const is_terminal = process.stdout.isTTY === true
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`.padStart(8)

export async function step<T>(label: string, work: (step: Step) => Promise<T>, say: (result: T) => string = () => ''): Promise<T> {
  const begun = performance.now()
  let note = ''
  const draw = () => {
    if (is_terminal) process.stdout.write(`\r\u001b[2K  ${seconds(performance.now() - begun)}  ${label}${note === '' ? '' : `  ${note}`}`)
  }
  const ticking = setInterval(draw, 250)
  let printed = ''
  try {
    const result = await work({
      progress(text) {
        note = text
        // Without a terminal a line every so often is enough to see that it moves.
        if (!is_terminal && text !== '' && performance.now() - begun > 5_000 && printed !== text.slice(0, 6)) {
          printed = text.slice(0, 6)
          process.stdout.write(`  ${seconds(performance.now() - begun)}  ${label}  ${text}\n`)
        }
      },
    })
    clearInterval(ticking)
    const detail = say(result)
    process.stdout.write(`${is_terminal ? '\r\u001b[2K' : ''}  ${seconds(performance.now() - begun)}  ${label}${detail === '' ? '' : `  ${detail}`}\n`)
    return result
  } catch (error) {
    clearInterval(ticking)
    process.stdout.write(`${is_terminal ? '\r\u001b[2K' : ''}  ${seconds(performance.now() - begun)}  ${label}  failed\n`)
    throw error
  }
}
