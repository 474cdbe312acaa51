import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { CostEvidence } from '@/schemas/evidence/cost'
import { awsDoctor, readReport } from './aws-doctor'
import { recordedWaste } from './recorded'
import { toSweep } from './to-evidence'
import { toTrend } from './to-trend'
import { EMPTY, FULL, MONTHS, NOTHING, REPORT, wasteContract } from './waste.contract'
import { WireReport, WireTrend } from './wire'

const folder = mkdtempSync(join(tmpdir(), 'countersign-doctor-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A program in the place of aws-doctor, which draws its spinner and then prints what it is told. */
function program(name: string, script: string): string {
  const path = join(folder, name)
  writeFileSync(path, `#!/bin/sh\n${script}\n`)
  chmodSync(path, 0o755)
  return path
}
const credentials = async () => ({ accessKeyId: 'KEY', secretAccessKey: 'secret' })
const at = (path: string, timeout_ms = 5_000) => awsDoctor({ program: path, timeout_ms, credentials })

describe('the aws-doctor program', () => {
  wasteContract(() =>
    at(
      program(
        'doctor',
        `printf 'Looking\\r'; if [ "$1" = --trend ]; then printf '\\n%s' '${JSON.stringify(MONTHS)}'; elif [ "$AWS_REGION" = "${FULL.region_id}" ]; then printf '\\n%s' '${JSON.stringify(REPORT)}'; else printf '\\n%s' '${JSON.stringify(NOTHING)}'; fi`,
      ),
    ),
  )

  it('is told the region and gets the credentials of the account and nothing else of ours', async () => {
    const path = program('env', `env | sort > ${folder}/env.txt; echo "$@" > ${folder}/args.txt; printf '%s' '${JSON.stringify(NOTHING)}'`)
    await at(path).sweep(EMPTY)
    const names = readFileSync(join(folder, 'env.txt'), 'utf8')
      .split('\n')
      .map((l) => l.split('=')[0])
    expect(names.filter((n) => n !== '' && !['PWD', 'SHLVL', '_', 'OLDPWD'].includes(n ?? ''))).toEqual([
      'AWS_ACCESS_KEY_ID',
      'AWS_EC2_METADATA_DISABLED',
      'AWS_REGION',
      'AWS_SECRET_ACCESS_KEY',
      'HOME',
      'PATH',
    ])
    expect(readFileSync(join(folder, 'args.txt'), 'utf8').trim()).toBe('--waste --output json --region eu-north-1')
  })

  it('could not ask, which is not "nothing found", when it is missing, slow, broken or looked elsewhere', async () => {
    const fails = (path: string, timeout_ms?: number) => expect(at(path, timeout_ms).sweep(EMPTY)).rejects
    await fails(join(folder, 'nowhere')).toMatchObject({ code: 'provider_down', message: expect.stringContaining('is not installed') })
    await fails(program('slow', 'exec sleep 5'), 100).toThrow('took longer than 0.1 s')
    await fails(program('broken', 'echo oh no; exit 3')).toThrow('ended with 3')
    await fails(program('endless', 'exec yes 0123456789012345678901234567890123456789012345678901234567890123')).toThrow('wrote more than 50 MB')
    await fails(program('half', `printf '%s' '${JSON.stringify(REPORT).slice(0, -40)}'`)).toThrow('form that is not understood')
    await fails(program('words', 'echo no json at all')).toThrow('form that is not understood')
    await fails(program('other', `printf '%s' '${JSON.stringify({ ...NOTHING, account_id: '999999999999' })}'`)).toThrow('looked at account 999999999999')
  })
})

describe('a report of another version', () => {
  const place = FULL
  const sweep = (report: object) => toSweep(readReport(JSON.stringify(report), WireReport), place)

  it('that is older says what it did not look for, which is not that there is none', () => {
    const {
      idle_nat_gateways: _idle,
      nat_gateways: _nat,
      stopped_rds_instances: _stopped,
      idle_rds_instances: _rds,
      ...older
    } = NOTHING as Record<string, unknown>
    expect(sweep(older)).toMatchObject({
      body: { findings: [], other_findings: [] },
      gaps: ['not looked for by this version of aws-doctor: stopped rds instances, idle rds instances, idle nat gateways'],
    })
    expect(sweep({ ...older, idle_rds_instances: null }).gaps[0], 'null is how it writes none').not.toContain('idle rds')
  })

  it('that is newer keeps what it names and we do not know, and figures that it leaves out as not known', () => {
    const { body, gaps } = sweep({ ...NOTHING, idle_rds_instances: [{ db_instance_id: 'db-1' }], idle_queues: [{ id: 'q' }, { id: 'r' }], notes: 'none' })
    expect(body.findings).toMatchObject([{ type: 'idle_database', resource_id: 'db-1', cost_per_month: null }])
    expect([body.other_findings, gaps]).toEqual([[{ category: 'idle_queues', count: 2 }], ['not known: what 1 of 1 findings cost']])
  })

  it('that changed what a figure is could not be read, instead of being read as nothing', () => {
    const changed = { ...NOTHING, unused_ebs_volumes: [{ volume_id: 'vol-1', estimated_monthly_cost: '44.00 USD' }] }
    expect(() => sweep(changed)).toThrow('form that is not understood')
    expect(() => sweep({ ...NOTHING, unused_ebs_volumes: { count: 3 } })).toThrow('form that is not understood')
  })
})

describe('recorded sweeps', () => wasteContract(() => recordedWaste({ [`${FULL.account_id}/${FULL.region_id}`]: REPORT }, { [FULL.account_id]: MONTHS })))

const DATA = join(process.env['COUNTERSIGN_DATA'] ?? '../shared/data', 'aws-doctor')
describe.skipIf(!existsSync(DATA))('reports of aws-doctor 1.3 (skipped where the reference data is not at hand)', () => {
  const read = (name: string) => readReport(readFileSync(join(DATA, name), 'utf8'), WireReport)

  it('are read whole', () => {
    const { body } = toSweep(read('waste_full.json'), { account_id: '123456789012', region_id: 'eu-west-1' })
    expect(body.findings.map((f) => f.type)).toEqual(
      expect.arrayContaining(['idle_address', 'unattached_volume', 'volume_of_stopped_instance', 'expiring_reservation', 'idle_load_balancer', 'unused_image']),
    )
    expect(body.findings.find((f) => f.type === 'idle_address')).toMatchObject({ address: '1.2.3.4', cost_per_month: null })
    expect(body.findings.find((f) => f.type === 'unused_image')?.cost_per_month).toBe('2')
    expect(body.other_findings).toEqual(expect.arrayContaining([{ category: 'stopped_instances', count: 1 }]))
  })

  it('tell months, of which those that were not over are left out, and no growth from fewer than four', () => {
    const trend = toTrend(readReport(readFileSync(join(DATA, 'trend.json'), 'utf8'), WireTrend))
    expect(trend).toMatchObject({ months: [{ month: '2024-01', cost: '100' }], growth_ratio_per_month: null })
    expect(CostEvidence.parse(trend)).toEqual(trend)
  })

  it('name no waste where there is none, and still something where a stopped instance has no reason', () => {
    const place = { account_id: '123456789012', region_id: 'eu-west-1' }
    expect(toSweep(read('waste_none.json'), place).body).toMatchObject({ findings: [], other_findings: [] })
    expect(toSweep(read('waste_instance_without_reason.json'), place).body.other_findings).toEqual([{ category: 'stopped_instances', count: 1 }])
  })
})
