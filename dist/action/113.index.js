export const id = 113;
export const ids = [113];
export const modules = {

/***/ 63113:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   serveCarrier: () => (/* binding */ serveCarrier)
/* harmony export */ });
/* unused harmony export doJob */
const LIST_TIMEOUT_MS = 20_000;
const SEGMENT_TIMEOUT_MS = 20_000;
/** Does the job that the parent sends and ends the process; without a parent there is nobody to work for. */
function serveCarrier() {
    process.once('disconnect', () => process.exit());
    process.once('message', async (job) => {
        const answer = await doJob(job, await Promise.all(/* import() */[__webpack_require__.e(88), __webpack_require__.e(838), __webpack_require__.e(830), __webpack_require__.e(691)]).then(__webpack_require__.bind(__webpack_require__, 61691)));
        process.send?.(answer, () => process.exit());
    });
}
/** Never rejects. The library prints why it did not restore or save. */
async function doJob({ kind, directory, key, runKey }, cache) {
    const own = `${key}-${runKey}`;
    try {
        if (!cache.isFeatureAvailable())
            return { kind: 'absent' };
        if (kind === 'save') {
            const id = await cache.saveCache([directory], own);
            return { kind: 'ended', key: id === -1 ? null : own };
        }
        const found = await cache.restoreCache([directory], own, [`${key}-`], {
            timeoutInMs: LIST_TIMEOUT_MS,
            segmentTimeoutInMs: SEGMENT_TIMEOUT_MS,
        });
        return { kind: 'ended', key: found ?? null };
    }
    catch (error) {
        return { kind: 'threw', message: error instanceof Error ? error.message : String(error) };
    }
}


/***/ })

};
