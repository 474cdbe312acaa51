import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { sha256 } from '@/lib/kernel/canonical'
import { Fault } from '@/lib/kernel/errors'

const SOURCES = ['app', 'agent', 'components', 'lib', 'schemas', 'public']
const FILES = ['package-lock.json', 'next.config.ts', 'postcss.config.mjs', 'tsconfig.json', 'proxy.ts', 'instrumentation.ts']
const NOT_SHIPPED = /\.(?:test|golden|md)\b|\/fixtures\//

export const nextBin = (): string => createRequire(import.meta.url).resolve('next/dist/bin/next')

/** Fingerprint of everything the build reads, by content, so that a checkout or a touched file does not rebuild. */
function fingerprint(root: string): string {
  const seen: string[] = []
  const walk = (path: string) => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const full = join(path, entry.name)
      if (entry.isDirectory()) walk(full)
      else if (!NOT_SHIPPED.test(full)) seen.push(`${full.slice(root.length)}:${sha256(readFileSync(full, 'latin1'))}`)
    }
  }
  for (const folder of SOURCES) if (existsSync(join(root, folder))) walk(join(root, folder))
  for (const file of FILES) if (existsSync(join(root, file))) seen.push(`${file}:${sha256(readFileSync(join(root, file), 'latin1'))}`)
  return sha256(seen.sort().join('\n'))
}

/** Builds the web app unless the build on disk is of exactly these sources. Resolves to whether it built. */
export async function buildIfStale(root: string): Promise<boolean> {
  const stamp = join(root, '.next/countersign-build')
  const wanted = fingerprint(root)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && statSync(join(root, '.next/BUILD_ID'), { throwIfNoEntry: false }) !== undefined)
    return false
  const said: string[] = []
  const code = await new Promise<number | null>((done, fail) => {
    const build = spawn(process.execPath, [nextBin(), 'build'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_ENV: 'production' },
    })
    for (const stream of [build.stdout, build.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk.toString()))
    build.once('error', fail)
    build.once('exit', done)
  })
  if (code !== 0) throw new Fault('broken_invariant', `the web app does not build:\n${said.join('').slice(-3000)}`)
  mkdirSync(join(root, '.next'), { recursive: true })
  writeFileSync(stamp, wanted)
  return true
}
