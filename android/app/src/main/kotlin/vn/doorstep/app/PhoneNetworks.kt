package vn.doorstep.app

import android.net.ConnectivityManager
import android.net.Network
import android.net.NetworkCapabilities
import android.os.Build
import android.os.ParcelFileDescriptor
import vn.doorstep.core.DoorstepException
import vn.doorstep.core.Networks

/**
 * Every Wi-Fi first, the system's choice last. A hub's Wi-Fi often has no internet: Android then prefers mobile data, over
 * which the hub is not there.
 *
 * Without [mayUseAny], as background work is told where only Wi-Fi may be used, there is nothing else.
 */
class PhoneNetworks(
    private val connectivity: ConnectivityManager,
    private val take: (Network, Int) -> Unit = ::take,
    private val mayUseAny: () -> Boolean,
) : Networks {
    override fun count(): UInt = ways().size.toUInt()

    override fun bind(socket: Int, network: UInt) {
        val ways = ways()
        if (network.toInt() >= ways.size) throw DoorstepException.Internal("network_gone")
        val way = ways[network.toInt()] ?: return
        try {
            take(way, socket)
        } catch (error: Exception) {
            throw DoorstepException.Internal("network_" + error::class.simpleName.orEmpty())
        }
    }

    /** Networks to try; `null` is the system's choice. */
    private fun ways(): List<Network?> {
        val wifi = wifi()
        val systems = connectivity.activeNetwork
        return if (mayUseAny() && systems !in wifi) wifi + null else wifi
    }

    // Asked for, not listened to: background work begins in a new process, before any callback comes.
    @Suppress("DEPRECATION")
    private fun wifi(): List<Network> = connectivity.allNetworks.filter { network ->
        val can = connectivity.getNetworkCapabilities(network)
        can != null && can.hasTransport(NetworkCapabilities.TRANSPORT_WIFI) && !can.hasTransport(NetworkCapabilities.TRANSPORT_VPN)
    }
}

/** Binds a socket by a second descriptor of it: the core keeps its own. */
private fun take(network: Network, socket: Int) = ParcelFileDescriptor.fromFd(socket).use { network.bindSocket(it.fileDescriptor) }

/** Whether the system lets the app reach the local network; asked only from Android 17 on, of apps made for it. */
fun reachesLocalNetwork(granted: Boolean, sdk: Int = Build.VERSION.SDK_INT, target: Int): Boolean =
    sdk < LOCAL_NETWORK_SINCE || target < LOCAL_NETWORK_SINCE || granted

const val LOCAL_NETWORK_SINCE = 37
const val ACCESS_LOCAL_NETWORK = "android.permission.ACCESS_LOCAL_NETWORK"
