package vn.doorstep.app

import android.content.Context

/** A part of Android that every phone has. */
fun <T : Any> Context.service(type: Class<T>): T = checkNotNull(getSystemService(type)) { "this phone has no ${type.simpleName}" }
