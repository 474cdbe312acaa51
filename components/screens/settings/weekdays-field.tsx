import { partsOf } from '@/components/screens/settings/list-text'

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** Days of the week as boxes to tick. The value is their numbers, 0 = Monday. */
export function WeekdaysField({ label, value, onChange }: { label: string; value: string; onChange(value: string): void }) {
  const on = partsOf(value)
  const turn = (day: string) =>
    onChange(
      DAYS.map((_, i) => String(i))
        .filter((d) => (d === day) !== on.includes(d))
        .join(','),
    )
  return (
    <fieldset className="sm:col-span-2">
      <legend className="text-muted text-small">{label}</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {DAYS.map((name, i) => (
          <label key={name} className="flex min-h-9 items-center gap-2 text-table">
            <input type="checkbox" checked={on.includes(String(i))} onChange={() => turn(String(i))} />
            {name}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
