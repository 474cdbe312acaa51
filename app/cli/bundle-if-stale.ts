import { accessSync, constants, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { log } from '@/lib/kernel/log'
import { BUNDLES, CURRENT, currentBundle, inputOf, notedBundle } from './current-bundle.mjs'

type Bundler = { build(options: Record<string, unknown>): Promise<{ metafile: { inputs: Record<string, unknown> } }> }
/** A process that was started from an earlier bundle still loads parts of it when it first needs them. Counted from when another took its place. */
const KEPT_MS = 7 * 24 * 3_600_000

/** The one that reads the sources where there is no bundle. */
const bundler = (): Bundler => createRequire(createRequire(import.meta.url).resolve('tsx/package.json'))('esbuild')

/**
 * Puts the command line and the worker into files that Node reads as they are, unless those on disk are of exactly these sources. Packages stay outside, and so
 * does what is read as a file: policies, migrations. Resolves to whether it did; where it cannot, the sources are read as they are.
 */
export async function bundleIfStale(root: string): Promise<boolean> {
  if (!canWrite(join(root, 'node_modules')) || currentBundle(root) !== undefined) return false
  try {
    return await makeBundle(root)
  } catch (error) {
    log.warn('the command line and the worker could not be bundled: they start some seconds later', { error: String(error) })
    return false
  }
}

async function makeBundle(root: string): Promise<boolean> {
  const bundles = join(root, BUNDLES)
  mkdirSync(bundles, { recursive: true })
  const begun_ms = Date.now()
  const folder = `${begun_ms}-${process.pid}`
  const { metafile } = await bundler().build({
    absWorkingDir: root,
    entryPoints: ['app/cli/main.ts'],
    outdir: join(bundles, folder),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true, // a word of the command line loads what it needs and no more
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20.18',
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    logLevel: 'silent',
  })
  const inputs = [...Object.keys(metafile.inputs), 'tsconfig.json'].map((path) => inputOf(root, path))
  // Written while it was read: nobody knows which of the two was bundled.
  if (inputs.some((input) => input === undefined || input[2] >= begun_ms)) {
    rmSync(join(bundles, folder), { recursive: true })
    return false
  }
  const note = join(bundles, `${folder}.json`)
  writeFileSync(note, JSON.stringify({ folder, inputs }))
  keepFormer(root, begun_ms)
  renameSync(note, join(bundles, CURRENT))
  forgetOld(bundles, begun_ms)
  return true
}

/** Whoever was started from the bundle that is replaced has a week from now. */
function keepFormer(root: string, now_ms: number): void {
  try {
    const former = notedBundle(root)?.path
    if (former !== undefined) utimesSync(former, new Date(now_ms), new Date(now_ms))
  } catch {
    // Its note cannot be read, it is gone, or it is somebody else's: the new one takes its place all the same.
  }
}

function forgetOld(bundles: string, now_ms: number): void {
  for (const name of readdirSync(bundles))
    if (name !== CURRENT && now_ms - statSync(join(bundles, name)).mtimeMs > KEPT_MS) rmSync(join(bundles, name), { recursive: true, force: true })
}

function canWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false // an installation that only its owner may change: the sources are read as they are
  }
}
