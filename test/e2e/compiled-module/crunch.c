#include <node_api.h>
#include <png.h>

static napi_value Version(napi_env env, napi_callback_info info) {
  napi_value result;
  napi_create_string_utf8(env, png_get_libpng_ver(NULL), NAPI_AUTO_LENGTH, &result);
  return result;
}

NAPI_MODULE_INIT() {
  napi_value version;
  napi_create_function(env, "version", NAPI_AUTO_LENGTH, Version, NULL, &version);
  napi_set_named_property(env, exports, "version", version);
  return exports;
}
