import { type AnomalyPort, anomalyArn, FlaggedAnomaly } from '../ports/anomaly-port'
import type { Simulator } from './simulator'

export const simulatedAnomalies = (sim: Simulator): AnomalyPort => {
  const anomalies = async (ids: readonly string[]) => (await sim.all('anomaly', FlaggedAnomaly)).filter((a) => ids.includes(a.anomaly_id))
  return {
    flaggedAnomalies: (_place, _since, ids) => anomalies(ids),
    async answerAnomaly({ account_id }, anomaly_id, _since, answer, m) {
      const [known] = await anomalies([anomaly_id])
      return sim.put('ce:ProvideAnomalyFeedback', 'anomaly', anomalyArn(account_id, anomaly_id), m, () =>
        known?.answer === answer ? { noop: 'it is so already' } : { state: { ...known, answer } },
      )
    },
  }
}
