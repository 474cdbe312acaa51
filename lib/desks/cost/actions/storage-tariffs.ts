export const STORAGE_CLASSES = ['STANDARD_IA', 'INTELLIGENT_TIERING', 'GLACIER_IR'] as const
export type StorageClass = (typeof STORAGE_CLASSES)[number]

/** USD of one class. `read` and `transition` are for one request or one object, `watching` for one object a month; a class bills an object for `least_days`. */
type ClassPrice = { per_gb_month: string; watching: string; retrieval_per_gb: string; read: string; transition: string; least_days: number }
/** What storage costs in some regions: GB-month and one request of the standard class, and the cheaper classes. */
export type StorageTariff = {
  regions: readonly string[]
  /** When the figures were looked up, and where. A price that changed since makes a saving wrong by as much. */
  as_of: string
  source: string
  standard: { per_gb_month: string; read: string; write: string }
  classes: Readonly<Record<StorageClass, ClassPrice>>
}

/** By region as far as all of the prices are known. A region that is not named here is not known, and is never given another one's. */
const TARIFFS: readonly StorageTariff[] = [
  {
    regions: ['us-east-1', 'us-east-2', 'us-west-2', 'eu-west-1'],
    as_of: '2026-08-02',
    source: 'S3 price list: first 50 TB a month, requests, retrievals, lifecycle transitions; these regions have one price',
    standard: { per_gb_month: '0.023', read: '0.0000004', write: '0.000005' },
    classes: {
      STANDARD_IA: { per_gb_month: '0.0125', watching: '0', retrieval_per_gb: '0.01', read: '0.000001', transition: '0.00001', least_days: 30 },
      // The tier of what is not read for a month: the most that it saves, because what is read stays at the standard price.
      INTELLIGENT_TIERING: { per_gb_month: '0.0125', watching: '0.0000025', retrieval_per_gb: '0', read: '0.0000004', transition: '0.00001', least_days: 0 },
      GLACIER_IR: { per_gb_month: '0.004', watching: '0', retrieval_per_gb: '0.03', read: '0.00001', transition: '0.00002', least_days: 90 },
    },
  },
]

/** Null: what storage costs there is not known. */
export const storageTariff = (region_id: string): StorageTariff | null => TARIFFS.find((t) => t.regions.includes(region_id)) ?? null
