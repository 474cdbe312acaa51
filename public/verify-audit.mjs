#!/usr/bin/env node
// Verifies an exported audit chain without Countersign: this one file and Node 18 or newer, nothing else.
//
//   node verify-audit.mjs export.ndjson [--anchors anchors.ndjson] [--pruned pruned.ndjson] [--key anchor-key.pub.pem]
//   node verify-audit.mjs --proof proof.json --key anchor-key.pub.pem
//
// Exit code 0: it holds. 3: it does not, and the first entry at which it does not is named. 2: the call itself is wrong.
import { createHash, createPublicKey, verify } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

const GENESIS = '0'.repeat(64)
const sha256 = (text) => createHash('sha256').update(text).digest('hex')
const entryHash = (e) =>
  sha256(['countersign-audit-v1', e.chain, e.seq, e.at, sha256(e.kind), sha256(e.subject), sha256(e.actor), sha256(e.body), e.prev].join('\n'))
const anchorText = (a) => [a.version, a.chain, a.from_seq, a.seq, a.hash, a.root, a.at, a.previous, a.key_id].join('\n')
const leaf = (hash) => sha256(`countersign-leaf-v1\n${hash}`)
const node = (left, right) => sha256(`countersign-node-v1\n${left}\n${right}`)

function merkleRoot(hashes) {
  let level = hashes.map(leaf)
  while (level.length > 1) {
    const above = []
    for (let i = 0; i < level.length; i += 2) above.push(i + 1 < level.length ? node(level[i], level[i + 1]) : level[i])
    level = above
  }
  return level[0]
}

function end(code, sentence) {
  console.log(sentence)
  process.exit(code)
}
const broken = (seq, kind, detail) => end(3, `Does not hold at entry ${seq} (${kind}): ${detail}`)

function readKey(path) {
  const key = createPublicKey(readFileSync(path, 'utf8'))
  return { key, id: sha256(key.export({ type: 'spki', format: 'pem' })).slice(0, 16) }
}

const isSigned = (anchor, { key, id }) => anchor.key_id === id && verify(null, Buffer.from(anchorText(anchor)), key, Buffer.from(anchor.signature, 'base64'))

/** Signed lines of one kind, each of which follows from the one before it. */
function readSigned(path, key, version) {
  const anchors = readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
  let before = null
  for (const anchor of anchors) {
    if (anchor.version !== version || !isSigned(anchor, key)) broken(anchor.seq, 'signature', 'the anchor was not signed with this key')
    const previous = before === null ? GENESIS : sha256(`${anchorText(before)}\n${before.signature}`)
    if (anchor.from_seq !== (before?.seq ?? 0) + 1 || anchor.previous !== previous || (before !== null && anchor.chain !== before.chain))
      broken(anchor.from_seq, 'anchor', 'the anchor does not follow the one before it')
    before = anchor
  }
  return anchors
}

async function verifyExport(path, anchors, pruned, has_anchors) {
  let at = { seq: 0, hash: GENESIS }
  let chain = anchors[0]?.chain ?? pruned[0]?.chain
  let passed = 0
  let checked = 0
  for (const record of has_anchors ? pruned : [])
    if (!anchors.some((a) => a.seq === record.seq && a.hash === record.hash))
      broken(record.seq, 'anchor', 'entries up to here were pruned, and no anchor ends there')
  let span = []
  for await (const line of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line === '') continue
    const entry = JSON.parse(line)
    chain ??= entry.chain
    if (checked === 0) {
      // What was pruned is stood for by its signed root: the chain goes on from its last hash.
      const record = pruned.find((p) => p.seq + 1 === entry.seq && p.chain === chain)
      if (record !== undefined) at = { seq: record.seq, hash: record.hash }
      passed = anchors.findIndex((a) => a.seq > at.seq)
      if (passed === -1) passed = anchors.length
    }
    checked += 1
    if (entry.chain !== chain) broken(entry.seq, 'content', `the entry is of another chain: ${entry.chain}`)
    if (entry.seq !== at.seq + 1) broken(at.seq + 1, 'gap', `the next entry is ${entry.seq}`)
    if (entryHash(entry) !== entry.hash) broken(entry.seq, 'content', 'the entry is not what was hashed when it was written')
    if (entry.prev !== at.hash) broken(entry.seq, 'link', 'the entry does not follow from the one before')
    at = { seq: entry.seq, hash: entry.hash }
    const anchor = anchors[passed]
    if (anchor === undefined) continue
    span.push(entry.hash)
    if (anchor.seq !== entry.seq) continue
    if (anchor.hash !== entry.hash || merkleRoot(span) !== anchor.root)
      broken(anchor.seq, 'anchor', `entries ${anchor.from_seq} to ${anchor.seq} are not those that were signed at ${anchor.at}`)
    passed += 1
    span = []
  }
  const last = anchors.at(-1)
  if (last !== undefined && last.seq > at.seq) broken(at.seq + 1, 'tail', `a signed anchor names entry ${last.seq}, but the last one is ${at.seq}`)
  end(0, `Holds: ${checked} entries of ${chain ?? 'nothing'}, ${passed} signed anchors. Head ${at.seq} ${at.hash}`)
}

function verifyProof(path, key) {
  const { entry, anchor, steps } = JSON.parse(readFileSync(path, 'utf8'))
  if (!isSigned(anchor, key)) broken(anchor.seq, 'signature', 'the anchor was not signed with this key')
  if (entryHash(entry) !== entry.hash || entry.chain !== anchor.chain) broken(entry.seq, 'content', 'the entry is not what was hashed when it was written')
  const root = steps.reduce((at, { side, hash }) => (side === 'left' ? node(hash, at) : node(at, hash)), leaf(entry.hash))
  if (root !== anchor.root || entry.seq < anchor.from_seq || entry.seq > anchor.seq) broken(entry.seq, 'anchor', 'the proof does not lead to what was signed')
  end(0, `Holds: entry ${entry.seq} of ${entry.chain} is among those signed at ${anchor.at}`)
}

const args = process.argv.slice(2)
const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined)
const [proof, key, anchors, pruned] = [option('--proof'), option('--key'), option('--anchors'), option('--pruned')]
const file = args.find((arg, i) => !arg.startsWith('--') && !args[i - 1]?.startsWith('--'))
if (proof !== undefined && key !== undefined) verifyProof(proof, readKey(key))
else if (file !== undefined && (anchors === undefined && pruned === undefined) === (key === undefined)) {
  const signed = (path, version) => (path === undefined ? [] : readSigned(path, readKey(key), version))
  await verifyExport(file, signed(anchors, 'countersign-anchor-v1'), signed(pruned, 'countersign-pruned-v1'), anchors !== undefined)
} else end(2, 'usage: verify-audit.mjs EXPORT [--anchors FILE] [--pruned FILE] [--key FILE] | --proof FILE --key FILE')
