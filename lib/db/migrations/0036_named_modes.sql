-- Old code runs on this: it reads the mode as it always did.
-- A row that names no mode was read as this one. From here on it would be read as read_only, so what every such tenant has is written down: nobody's mode changes.
update tenant
set settings = settings || '{"mode": "low_risk_automatic"}'
where not settings ? 'mode';
