import { expect, it } from 'vitest'
import { type Contract, dry, live } from './given.contract'

const RULE = { ID: 'countersign-test', Status: 'Enabled', Filter: { Prefix: 'raw/' }, Expiration: { Days: 90 } }

/** What every implementation of the ports of settings must do: log groups, buckets, budgets and answers to anomalies. */
export const SETTINGS_CONTRACTS = {
  logs(given) {
    it('reads, sets, keeps and removes the retention of a log group', async () => {
      const { port, place, id } = await given()
      expect(await port.logGroups(place, [id, '/not/there'])).toMatchObject([{ name: id, retention_days: null, has_subscription: false, exported_until: null }])
      expect((await port.putLogRetention(place, id, 30, dry('a'))).status).toBe('would_succeed')
      expect(await port.logRetention(place, id)).toBeNull()
      expect((await port.putLogRetention(place, id, 30, live('b'))).status).toBe('done')
      expect(await port.logRetention(place, id)).toBe(30)
      expect((await port.putLogRetention(place, id, 30, live('c'))).status).toBe('noop')
      expect((await port.deleteLogRetention(place, id, live('d'))).status).toBe('done')
      expect(await port.logRetention(place, id)).toBeNull()
      expect((await port.putLogRetention(place, '/not/there', 30, live('e'))).status).toBe('refused')
    })
  },
  buckets(given) {
    it('replaces the lifecycle rules of a bucket and gives them back', async () => {
      const { port, place, id } = await given()
      expect(await port.buckets(place, [id, 'not-there'])).toMatchObject([
        { name: id, rules: [], versioning: 'off', has_object_lock: false, has_replication: false },
      ])
      expect((await port.putLifecycle(place, id, [RULE], dry('a'))).status).toBe('would_succeed')
      expect((await port.buckets(place, [id]))[0]?.rules).toEqual([])
      expect((await port.putLifecycle(place, id, [RULE], live('b'))).status).toBe('done')
      expect((await port.buckets(place, [id]))[0]?.rules).toEqual([RULE])
      expect((await port.putLifecycle(place, id, [RULE], live('c'))).status).toBe('noop')
      expect((await port.putLifecycle(place, id, [], live('d'))).status).toBe('done')
      expect((await port.buckets(place, [id]))[0]?.rules).toEqual([])
      expect((await port.putLifecycle(place, 'not-there', [RULE], live('e'))).status).toBe('refused')
    })
  },
  contents(given) {
    it('counts what a bucket holds, and does not know it of a bucket that nobody counted', async () => {
      const { port, place, id } = await given()
      expect(await port.contents(place, [id, 'not-there'])).toEqual([
        { name: id, objects: 250_000, standard_bytes: 2_000_000_000_000 },
        { name: 'not-there', objects: null, standard_bytes: null },
      ])
    })
  },
  budgets(given) {
    it('moves the limit of a budget and leaves the rest', async () => {
      const { port, place, id } = await given()
      const [before] = await port.budgets(place, [id, 'not there'])
      expect(before).toMatchObject({ name: id, limit: '1000', unit: 'USD', time_unit: 'MONTHLY' })
      expect((await port.setBudgetLimit(place, id, '1500', dry('a'))).status).toBe('would_succeed')
      expect((await port.setBudgetLimit(place, id, '1500', live('b'))).status).toBe('done')
      expect(await port.budgets(place, [id])).toEqual([{ ...before, limit: '1500' }])
      expect((await port.setBudgetLimit(place, id, '1500', live('c'))).status).toBe('noop')
      expect((await port.setBudgetLimit(place, 'not there', '1', live('d'))).status).toBe('refused')
    })
  },
  alarms(given) {
    it('adds an alarm of a budget beside the others, and takes it away again with whom it tells', async () => {
      const { port, place, id } = await given()
      const before = await port.budgetAlarms(place, id)
      const told = before[0]?.told ?? []
      expect(before.map((a) => a.threshold_pct)).toEqual([80, 100])
      expect((await port.addBudgetAlarm(place, id, { threshold_pct: 120, told }, dry('a'))).status).toBe('would_succeed')
      expect(await port.budgetAlarms(place, id)).toEqual(before)
      expect((await port.addBudgetAlarm(place, id, { threshold_pct: 120, told }, live('b'))).status).toBe('done')
      expect(await port.budgetAlarms(place, id)).toEqual([...before, { threshold_pct: 120, told }])
      expect((await port.budgets(place, [id]))[0]?.thresholds_pct).toEqual([80, 100, 120])
      expect((await port.addBudgetAlarm(place, id, { threshold_pct: 120, told }, live('c'))).status).toBe('noop')
      expect((await port.removeBudgetAlarm(place, id, 120, live('d'))).status).toBe('done')
      expect((await port.removeBudgetAlarm(place, id, 120, live('e'))).status).toBe('noop')
      expect(await port.budgetAlarms(place, id)).toEqual(before)
    })
  },
  anomalies(given) {
    it('tells the provider what to think of an anomaly, and another answer replaces the one before', async () => {
      const { port, place, id } = await given()
      const since = '2026-11-09'
      expect(await port.flaggedAnomalies(place, since, [id, 'not-there'])).toMatchObject([{ anomaly_id: id, start: since, answer: null }])
      expect((await port.answerAnomaly(place, id, since, 'YES', dry('a'))).status).toBe('would_succeed')
      expect((await port.flaggedAnomalies(place, since, [id]))[0]?.answer).toBeNull()
      expect((await port.answerAnomaly(place, id, since, 'YES', live('b'))).status).toBe('done')
      expect((await port.flaggedAnomalies(place, since, [id]))[0]?.answer).toBe('YES')
      expect((await port.answerAnomaly(place, id, since, 'YES', live('c'))).status).toBe('noop')
      expect((await port.answerAnomaly(place, id, since, 'PLANNED_ACTIVITY', live('d'))).status).toBe('done')
      expect((await port.flaggedAnomalies(place, since, [id]))[0]?.answer).toBe('PLANNED_ACTIVITY')
      expect((await port.answerAnomaly(place, 'not-there', since, 'NO', live('e'))).status).toBe('refused')
    })
  },
} satisfies Record<string, Contract>
