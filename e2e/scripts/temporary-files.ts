import { rmSync } from 'node:fs'
import type { TestProject } from 'vitest/node'
import { scratchFolder } from './scratch-folder'

// Vitest loads this file anew for every project of a run.
const run = globalThis as unknown as { countersign_temporary_files?: { folder: string; projects: number } }

/** Everything that tests put among the temporary files lies in one folder, which goes with the run: hundreds of runs leave nothing on the machine. */
export default function setup(project: TestProject): () => void {
  run.countersign_temporary_files ??= { folder: scratchFolder('countersign-temporary-'), projects: 0 }
  const held = run.countersign_temporary_files
  held.projects += 1
  project.config.env['TMPDIR'] = held.folder
  return () => {
    held.projects -= 1
    if (held.projects > 0) return
    delete run.countersign_temporary_files
    rmSync(held.folder, { recursive: true, force: true })
  }
}
