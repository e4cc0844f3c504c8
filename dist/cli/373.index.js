export const id = 373;
export const ids = [373];
export const modules = {

/***/ 5373:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ yamlText)
/* harmony export */ });
/** Text as one YAML scalar, plain wherever YAML can read it as nothing else. */
/** References, hosts and names stay plain; what could be a number, a keyword or a bracket stands in double quotes. */
function yamlText(text) {
    const isPlain = /^[A-Za-z0-9][A-Za-z0-9._/:@+-]*$/.test(text) &&
        !text.endsWith(':') &&
        (text.includes('/') || /^[A-Za-z].*[.:-]/.test(text));
    return isPlain ? text : JSON.stringify(text);
}


/***/ })

};
