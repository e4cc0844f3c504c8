export const id = 855;
export const ids = [855];
export const modules = {

/***/ 2855:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   unhealthyRows: () => (/* binding */ unhealthyRows)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8816);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
/** An earlier JSON report: which places were not in order. */


/** What is read of it; everything else may be there or not. */
const earlierReport = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    version: zod__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .euz(1),
    images: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
        source: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
        mirrors: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
            target: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
            outcome: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
            drift: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().nullish(),
            complete: zod__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zMY().nullish(),
        })),
    })),
});
const FAILED = new Set(['failed', 'refused', 'incomplete']);
/** What says nothing against the mirror. */
const IN_ORDER = new Set(['in-sync', 'source-gone']);
/** Throws MirrorError `input` when `text` is no report. Layouts are left out: no node pulls from them. */
function unhealthyRows(text, path) {
    const { images } = parseReport(text, path);
    return images.flatMap(({ source, mirrors }) => mirrors.flatMap((row) => {
        const state = stateOf(row);
        if (state === null || row.target.startsWith('oci:'))
            return [];
        return [{ source, place: repositoryOf(row.target), state }];
    }));
}
function parseReport(text, path) {
    try {
        return earlierReport.parse(JSON.parse(text));
    }
    catch (error) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .MirrorError */ .En('input', `cannot read ${path}: it is no JSON report of mirror-action`, {
            where: path,
            fix: 'name a file that --json of an earlier run has written',
            cause: error,
        });
    }
}
function stateOf({ outcome, drift, complete }) {
    if (drift !== null && drift !== undefined && !IN_ORDER.has(drift))
        return drift;
    if (complete === false)
        return 'incomplete';
    return FAILED.has(outcome) ? outcome : null;
}
function repositoryOf(target) {
    const name = target.split('@', 1)[0] ?? target;
    const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
    return colon < 0 ? name : name.slice(0, colon);
}


/***/ })

};
