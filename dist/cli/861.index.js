export const id = 861;
export const ids = [861];
export const modules = {

/***/ 1861:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   lintLock: () => (/* binding */ lintLock)
/* harmony export */ });
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _quantities_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3211);
/* harmony import */ var _source_key_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2195);



/** Null: there is no lock file. */
function lintLock({ images }, lock, { locked }) {
    const open = images.flatMap((image) => openWants(image, lock));
    if (open.length === 0)
        return [];
    if (lock === null)
        return [noLock(open, locked)];
    return open
        .filter(({ image }) => locked || image.unlocked === 'error')
        .map(({ name, what, at }) => (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .finding */ .gk)('not-locked', {
        message: `${what} is not in the lock`,
        help: 'Run lock and commit the lock file, pin the digest, or set unlocked: resolve.',
        source: name,
        at,
    }));
}
function openWants(image, lock) {
    if (image.source.kind === 'layout')
        return [];
    const key = (0,_source_key_js__WEBPACK_IMPORTED_MODULE_1__/* .sourceKey */ .Z)(image);
    const tags = image.wants.flatMap((want) => {
        if (want.kind !== 'tag' || want.pin !== null)
            return [];
        const name = `${key}:${want.tag}`;
        return lock?.tags.has(name) === true ? [] : [{ image, name, what: name, at: want.at }];
    });
    return [...tags, ...openSelection(image, key, lock)];
}
/** A selection counts only as it was locked. */
function openSelection(image, key, lock) {
    const { select } = image;
    if (select === null)
        return [];
    const locked = lock?.selections.get(key);
    if (locked === undefined || JSON.stringify(locked.select) !== JSON.stringify(select.written))
        return [{ image, name: key, what: `the selection of ${key}`, at: select.at }];
    return locked.tags.flatMap((tag) => {
        const name = `${key}:${tag}`;
        return lock?.tags.has(name) === true ? [] : [{ image, name, what: name, at: select.at }];
    });
}
function noLock(open, locked) {
    const [first] = open;
    return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .finding */ .gk)('no-lock', {
        ...(locked ? { severity: 'error' } : {}),
        message: `there is no lock file: ${(0,_quantities_js__WEBPACK_IMPORTED_MODULE_2__/* .formatCount */ .B4)(open.length, 'tag or selection is', 'tags or selections are')} decided by the source`,
        help: 'Run lock and commit mirror.lock.yaml, so that what is mirrored changes only by review.',
        affects: open.map(({ name }) => name),
        affectedCount: open.length,
        ...(first === undefined ? {} : { at: first.at }),
    });
}


/***/ }),

/***/ 2195:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ sourceKey)
/* harmony export */ });
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(907);

/** Canonical `host/repository` of an image's source, or `oci:DIR` for layouts: the key of locks and history. */
function sourceKey(image) {
    return image.source.kind === 'registry' ? (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .formatRepository */ .Sh)(image.source) : `oci:${image.source.directory}`;
}


/***/ })

};
