/** The gallery shows invented situations, so a real installation does not serve it unless asked to. */
export const isGalleryOpen = (): boolean => process.env['NODE_ENV'] !== 'production' || process.env['COUNTERSIGN_GALLERY'] === '1'
