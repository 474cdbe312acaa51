-- Old code cannot read the demonstration on this: it refuses a setting that it does not know. Other tenants are left alone.
-- The demonstration's accounts hold few resources of a kind, so five percent of them a day would let none of its production plans through.
update tenant
set settings = settings || '{"share_per_day_pct": {"prod": 20, "stage": 20, "dev": 100, "test": 100, "unknown": 5}}'
where is_demonstration and not settings ? 'share_per_day_pct';
