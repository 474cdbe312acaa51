import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Below the packages it needs, so that installing others throws it away. */
export const BUNDLES = 'node_modules/.cache/countersign'
export const CURRENT = 'current.json'

/** What a bundle was made of: path below the root, bytes, when it was last written.
 * @param {string} root
 * @param {string} path
 * @returns {[string, number, number] | undefined} */
export function inputOf(root, path) {
  const found = statSync(join(root, path), { throwIfNoEntry: false })
  return found && [path, found.size, found.mtimeMs]
}

/** The main module of the bundle that was made of the sources as they lie there now. Without one the sources themselves are read, which takes seconds longer.
 * @param {string} root
 * @returns {string | undefined} */
export function currentBundle(root) {
  try {
    const noted = notedBundle(root)
    if (noted === undefined) return undefined
    const main = join(noted.path, 'main.mjs')
    const is_current = noted.inputs.every((made_of) => inputOf(root, made_of[0])?.every((part, n) => part === made_of[n]))
    return is_current && existsSync(main) ? main : undefined
  } catch {
    return undefined // a note that is cut off or somebody else's, a folder that is a file by now: no command may stop at that
  }
}

/** The bundle that was made last, and of what. Throws where its note cannot be read.
 * @param {string} root
 * @returns {{ path: string, inputs: [string, number, number][] } | undefined} */
export function notedBundle(root) {
  const note = join(root, BUNDLES, CURRENT)
  if (!existsSync(note)) return undefined
  const { folder, inputs } = JSON.parse(readFileSync(note, 'utf8'))
  return { path: join(root, BUNDLES, folder), inputs }
}
