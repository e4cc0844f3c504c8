export const id = 651;
export const ids = [651];
export const modules = {

/***/ 2651:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   lintHealth: () => (/* binding */ lintHealth)
/* harmony export */ });
/* harmony import */ var _files_shown_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2793);
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(907);
/* harmony import */ var _explain_containerd_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8032);
/* harmony import */ var _explain_registries_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7850);
/* harmony import */ var _view_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6484);
/** Policies against an earlier report: nodes that are sent to a place that was not in order then. */






const MOST_AFFECTED = 20;
/** One finding per line of a policy that sends nodes to such a place, by digest or by tag. */
function lintHealth(documents, places) {
    const view = (0,_view_js__WEBPACK_IMPORTED_MODULE_4__/* .viewOf */ .d)(documents, null);
    const byLine = new Map();
    for (const row of places) {
        for (const at of linesTo(row, view)) {
            const key = `${at.file}:${at.line}:${at.column}`;
            const known = byLine.get(key);
            if (known === undefined)
                byLine.set(key, { at, rows: [row] });
            else
                known.rows.push(row);
        }
    }
    return [...byLine.values()].map(({ at, rows }) => unhealthy(at, rows));
}
function linesTo({ source, place }, view) {
    const parsed = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseReference */ .F2)(source);
    if (!parsed.ok)
        return [];
    const pulls = [
        ...(view.speaksToCrio ? [(0,_explain_registries_js__WEBPACK_IMPORTED_MODULE_3__/* .explainRegistries */ .z)(parsed.value, view.tables)] : []),
        (0,_explain_containerd_js__WEBPACK_IMPORTED_MODULE_2__/* .explainContainerd */ .X)(parsed.value, view.documents).pulls,
    ];
    const lines = pulls
        .flatMap((pull) => [...(pull?.digest ?? []), ...(pull?.tag ?? [])])
        .filter(({ endpoint }) => endpoint === place)
        .flatMap(positionOf);
    return [...new Map(lines.map((at) => [`${at.file}:${at.line}:${at.column}`, at])).values()];
}
function positionOf({ file, line, column }) {
    return file === null || line === null || column === null ? [] : [{ file, line, column }];
}
function unhealthy(at, rows) {
    const [first] = rows;
    const more = rows.length > 1 ? ` and ${rows.length - 1} more` : '';
    return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .finding */ .gk)('policy-unhealthy-mirror', {
        at,
        message: `nodes are sent to ${(0,_files_shown_js__WEBPACK_IMPORTED_MODULE_5__/* .shown */ .S)(first?.place ?? '')}${more}, which was ${first?.state} in the report`,
        help: 'mend the mirror with sync or verify --repair before nodes depend on it',
        affects: rows.slice(0, MOST_AFFECTED).map(({ place, state }) => `${place}: ${state}`),
        affectedCount: rows.length,
    });
}


/***/ })

};
